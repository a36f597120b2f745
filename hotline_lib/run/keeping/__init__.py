"""沿用 (keeping): results of earlier runs, taken over only where everything they depend on is the same."""
