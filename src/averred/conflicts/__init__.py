"""Which facts cannot all hold: the smallest sets of them, what hangs together, and what could stand.

`minimal` finds conflicts between the facts about one thing, `refuting` and `joint` those across many,
`credible` what is left when each conflict gives up its weakest.
"""
