"""Mammograms as DICOM files: reading what others wrote, writing what the engine made."""
