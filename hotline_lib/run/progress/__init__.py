"""进度 (progress): what a run tells while it runs, for a person and for a machine."""
