import KinoraKernel

/// A letter was to be sent in a house that has no mail server.
package struct MailNotSetUp: Complaint {
    package init() {}

    package var sentence: String {
        "This house cannot send mail. Whoever runs it can set a mail server with mail-url and mail-from."
    }
}
