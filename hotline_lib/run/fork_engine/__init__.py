"""分叉引擎 (fork engine): a papermill engine that runs each notebook in a process forked from a warm one.

A client (`engine`) asks a warm process (`zygote`) for a notebook's own process (`child`), which runs
the cells in a shell that is still pristine (`shell`) and reports by frames (`frames`). What a section
does to its namespace, figures, environment or folder dies with its process. Linux only; `choice` says
where the stock engine serves instead.
"""
