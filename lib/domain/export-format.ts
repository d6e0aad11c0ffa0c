/** Forms in which the record leaves: for spreadsheets, exactly as it is, and for SIEMs. */
export const exportFormats = ["csv", "ndjson", "ocsf"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportFiles: { [format in ExportFormat]: { type: string; extension: string } } = {
  csv: { type: "text/csv; charset=utf-8; header=present", extension: "csv" },
  ndjson: { type: "application/x-ndjson", extension: "ndjson" },
  ocsf: { type: "application/x-ndjson", extension: "ocsf.ndjson" },
};
