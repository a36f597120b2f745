"""运行 (run): one bulletin from inputs to published folder, and the audit of a printed one."""
