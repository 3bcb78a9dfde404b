"""The record, its rules and its services; knows no window and no paper."""
