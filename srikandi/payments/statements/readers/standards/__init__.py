"""The layouts no bank owns: SWIFT MT940 and ISO 20022 camt.053."""
