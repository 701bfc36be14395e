"""From the store to tables that people read; knows no person."""
