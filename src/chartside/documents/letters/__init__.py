"""The parts that letters are made of: parties, request, background, results, answers to a denial, exhibits."""
