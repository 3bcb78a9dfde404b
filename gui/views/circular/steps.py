"""The five steps of a month, as the stepper names and counts them."""

STEPS = ["核对", "打分", "排名", "拟稿", "印发"]
CHECK, SCORE, RANK, DRAFT, ISSUE = range(5)
