"""Make data/occupations.csv from a table of O*NET ratings, by data/crosswalk.csv.

    python tools/derive_occupations.py ratings.csv

The table has a row for every occupation, element and scale: soc_code, occupation, element_id, element, scale, value,
source_date (MM/YYYY). Only importance (scale IM, 1 to 5) is used. A competency's importance is the mean of its
elements; its source_date is the month they were rated in, or the first and last month, such as 2020-11/2024-08.
"""

import sys
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
OCCUPATION = ["soc_code", "occupation"]


def derive(ratings: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """One row for every occupation and competency, in the order of the code and of the crosswalk.

    Raises ValueError where an occupation has no importance, or two, for an element of the crosswalk.
    """
    important = ratings[ratings["scale"] == "IM"]
    pairs = ratings[OCCUPATION].drop_duplicates().merge(crosswalk, how="cross")
    rows = pairs.merge(important, how="left", on=[*OCCUPATION, "element_id", "element"], validate="one_to_one")
    missing = rows[rows["value"].isna()]
    if len(missing):
        raise ValueError(f"No importance of:\n{missing[[*OCCUPATION, 'element_id', 'element']].to_string(index=False)}")
    rows["month"] = pd.to_datetime(rows["source_date"], format="%m/%Y").dt.strftime("%Y-%m")
    order = {competency: place for place, competency in enumerate(crosswalk["competency"].unique())}
    rows["place"] = rows["competency"].map(order)
    groups = rows.groupby(["soc_code", "place", "occupation", "competency"])
    table = groups.agg(importance=("value", "mean"), first=("month", "min"), last=("month", "max")).reset_index()
    one_month = table["first"] == table["last"]
    table["source_date"] = table["first"].where(one_month, table["first"] + "/" + table["last"])
    return table[[*OCCUPATION, "competency", "importance", "source_date"]]


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Name one file: the table of O*NET ratings.")
    ratings = pd.read_csv(sys.argv[1], dtype={"soc_code": str, "element_id": str})
    table = derive(ratings, pd.read_csv(DATA / "crosswalk.csv", dtype=str))
    table.to_csv(DATA / "occupations.csv", index=False, float_format="%.2f", lineterminator="\n")
    print(f"Wrote {len(table)} rows for {table['soc_code'].nunique()} occupations.")


if __name__ == "__main__":
    main()
