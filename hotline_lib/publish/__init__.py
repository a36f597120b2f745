"""成文 (publish): executed notebooks become one document, and the document becomes files."""
