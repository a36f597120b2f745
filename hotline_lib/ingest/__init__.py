"""读入 (ingest): files of `data/` and `params/` become models and raw tables. No judgement is made here."""
