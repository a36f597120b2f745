"""数据包 (data package): what the files of a bulletin hold, in the words of a standard that machines read."""
