"""Text, HTML and SVG primitives without dependencies: what every face of averred is drawn with.

They know nothing of facts: only of cells, numbers, colours and strings that nobody trusts.
"""
