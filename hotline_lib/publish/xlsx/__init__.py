"""表格文件 (XLSX): all printed tables of a bulletin as one workbook, one sheet a table."""
