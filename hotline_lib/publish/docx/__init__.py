"""Word 文档 (DOCX): the bulletin as clerks edit it in Word and WPS, with the official font names.

`writer.write_docx` puts the document together; each part of the sheet has its module.
"""
