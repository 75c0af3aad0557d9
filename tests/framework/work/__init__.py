"""Tests of the upper layer of the framework; `screens` is what they share."""
