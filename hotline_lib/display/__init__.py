"""表与图 (display): tables and charts of the document model, in one house style."""
