"""通报站点的生成 (making the site): reading what was published, writing the pages, showing them locally."""
