"""Pure rules: functions of data, settings, holidays and today."""
