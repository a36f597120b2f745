"""脚手架 (scaffold): the files with which a new period, place or section begins. Never overwrites."""
