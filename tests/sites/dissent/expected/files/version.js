window.dossierVersion={"version":"e4dec0427a27"};
