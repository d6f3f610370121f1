"""The desk: a source is read in the browser, its words are marked, and the article's file is written.

The files stay the truth. Each step is an edit of the text as it stands on disk (`steps.py`), parsed again before it is
written; every byte that is not meant stays.
"""
