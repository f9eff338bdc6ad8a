"""What the tool says of accounts and of signing in."""

from collections.abc import Mapping

ACCESS_WORDS: Mapping[str, tuple[str, str]] = {
    "login": ("登录名", "login"),
    "role": ("职责", "role"),
    "factor": ("第二因素", "second factor"),
    "sessions": ("会话", "sessions"),
    "state": ("状态", "state"),
    "account_code": (
        "激活码 {activation}\n请当面交给本人，{days} 天内用它设置口令；只显示这一次。",
        "code {activation}\nHand it over in person; a password is chosen with it within {days} days. It is shown this once.",
    ),
    "account_role": ("职责：{role}", "Role: {role}"),
    "account_device": ("已移除验证器，其会话均已结束。", "The device is taken away, and the sessions have ended."),
    "account_sessions": ("已结束 {ended} 个会话。", "{ended} sessions ended."),
    "account_linked": ("已关联 {issuer} 的身份。", "Linked to an identity of {issuer}."),
    "account_closed": ("账户已注销。", "The account is closed."),
    "deputy_named": ("已登记，位置 {position}。", "Recorded at position {position}."),
    "address_not_safe": (
        "{given} 不是 https 地址；口令只在本机之内明文传送",
        "{given} is no https address; a password goes in clear within this machine alone",
    ),
    "server_not_understood": ("{at} 的答复无法理解", "what {at} answers cannot be understood"),
    "not_let_in": ("未能登录：{title}。{next}", "Not signed in: {title}. {next}"),
}
