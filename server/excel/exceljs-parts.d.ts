/**
 * The two parts of the library that the product uses. Its entry loads the others too (CSV, readers), as long again, and a thread
 * that makes one workbook loads it each time: figures in docs/DECISIONS.md.
 */
declare module 'exceljs/lib/stream/xlsx/workbook-writer.js' {
  import exceljs from 'exceljs';
  export = exceljs.stream.xlsx.WorkbookWriter;
}
declare module 'exceljs/lib/doc/workbook.js' {
  import exceljs from 'exceljs';
  export = exceljs.Workbook;
}
