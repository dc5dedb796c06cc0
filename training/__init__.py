"""How the weights that ship with Sayso are made from open corpora. Needs torch; nothing here is used at run time."""
