"""Shipped fakes and the sample clinic. Everybody in it is invented."""
