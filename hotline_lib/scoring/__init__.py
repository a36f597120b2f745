"""考评 (scoring): index, grades, rankings and ledger under the dated rules of a place."""
