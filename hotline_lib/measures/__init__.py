"""计量 (measures): counts, rates and text figures as exact quantities with lineage."""
