window.dossierVersion={"version":"49ec2a283432"};
