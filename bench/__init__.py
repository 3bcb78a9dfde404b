"""Figures the project asked for, as ratios against floors of the same run; printed, never asserted."""
