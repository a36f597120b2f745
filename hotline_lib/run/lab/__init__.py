"""分析环境 (lab): JupyterLab on the section notebooks, with kernel, fonts and results store ready."""
