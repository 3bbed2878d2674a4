"""Workbooks as openpyxl reads them: nothing of the product is imported here, nor anywhere in this folder."""
import warnings

import openpyxl

warnings.simplefilter("ignore")


class Book:
    """A delivered workbook: its sheets as rows of plain values."""

    def __init__(self, path):
        self.name = path.name
        book = openpyxl.load_workbook(path)
        cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
        self.formulas = sum(1 for cell in cells if cell.data_type == "f")
        self.sheets = {one.title: [list(row) for row in one.iter_rows(values_only=True)] for one in book.worksheets}

    def rows(self, sheet):
        """The rows under the header, each by the names of its columns."""
        header, *rows = self.sheets[sheet]
        return [dict(zip(header, row)) for row in rows if any(value is not None for value in row)]


def minor(value):
    """Minor units of an amount cell."""
    return None if value is None or value == "" else round(float(value) * 100)
