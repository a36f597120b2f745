"""多期 (many): several bulletins in one command, on one machine or several."""
