"""What tests share: small dossiers, made-up ones, expected blocks, hostile texts, sites that are built and served."""
