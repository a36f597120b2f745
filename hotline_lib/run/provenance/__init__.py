"""来历 (provenance): what a bulletin is made of, its record, and the proof of both."""
