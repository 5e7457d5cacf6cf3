"""The tags of DICOM files, to be looked through."""
