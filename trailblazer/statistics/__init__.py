"""The one door by which statistics leave: a protected table as a page, a chart, CSV, XLSX, JSON, SVG or PDF.

It takes nothing that has not been protected by `trailblazer.domain.disclosure`, and each of its forms says the rule.
"""
