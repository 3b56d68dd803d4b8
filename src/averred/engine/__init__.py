"""Files → tables, generated SQL, screens: which facts can be in a conflict at all.

The engine only prunes. It gives the names of groups that cannot be excluded, and never a finding; whether
there is a conflict is judged in Python, by the same rules at every size.
"""

from __future__ import annotations
