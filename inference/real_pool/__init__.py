"""Pools of real pictures for rounds of "real or synthetic": kept without a trace of who or when.

Pictures come in as training sets do, and are shown as drawn ones are (`presentation`).
"""
