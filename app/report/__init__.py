"""The report form: BI-RADS terms, the written sentence, and what is missing."""
