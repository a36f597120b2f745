"""变动把关 (change gate): a bulletin whose figures changed beyond the place's limits is not published.

`hotline run --max-change` asks for it. A person who has looked lets it pass (`--accept-changes`), and
the record of the run says so.
"""
