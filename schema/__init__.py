"""Tables: one entity per file, described with everything forms, grids and audits derive from."""
