"""The record: what the store keeps, put in and asked for in the terms of the reader."""
