"""通报站点 (site): the pages over all published bulletins, from what those bulletins hold."""
