"""The verbs of the record by groups: what is put in, said, decided, asked, published. `Record` has them all."""
