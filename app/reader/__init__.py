"""The Read page: cases opened from DICOM files and folders."""
