"""The words of ``lianxi audit export``, in Chinese and English."""

from collections.abc import Mapping

EXPORT_WORDS: Mapping[str, tuple[str, str]] = {
    "catching_up": ("更新视图", "catching up the views"),
    "exporting": ("导出", "exporting"),
    "package_made": (
        "日志 {origin}\n大小 {size}\n树根 {root}\n个人信息 {openings}\n摘要 {digest}  tagmanifest-sha256.txt\n文件夹 {path}",
        "log {origin}\nsize {size}\nroot {root}\nopenings {openings}\ndigest {digest}  tagmanifest-sha256.txt\nfolder {path}",
    ),
    "package_next": (
        (
            "下一步：把文件夹和摘要分别交给审计人员；他用自己从别处取得的策略文件核验：\n"
            "  python3 -I verify.py {path} --policy 策略文件 --state 自己的文件夹"
        ),
        (
            "Next: hand folder and digest to the auditor by two ways; he verifies with a policy that he got elsewhere:\n"
            "  python3 -I verify.py {path} --policy FILE --state HIS_OWN_FOLDER"
        ),
    ),
}
