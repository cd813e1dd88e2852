// The analyst's editor; filled in by the page /sql.
