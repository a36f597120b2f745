"""审定与发布状态 (release): from draft to released, and how a later change makes it stale."""
