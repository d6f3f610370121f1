window.dossierVersion={"version":"7276051da0fa"};
