import KinoraAccounts
import KinoraKernel
import KinoraPartners

extension Settings {
    /// `mail-url`, `mail-from` and what belongs to them: how letters leave the house.
    struct Mail: Hashable, Sendable {
        enum Way: Hashable, Sendable {
            /// - Parameter authorities: `mail-ca-file`, absolute.
            case server(MailServer, MailLogin?, authorities: String?)
            /// Files instead of mail. Absolute.
            case folder(String)
        }

        var way: Way
        var from: Mailbox

        /// - Throws: a `Complaint` when the certificate authorities cannot be read.
        func postman(_ time: any TimeSource) throws -> any Postman {
            switch way {
            case .server(let server, let login, let authorities):
                try SMTPPostman(server, login: login, from: from, authorities: authorities, time: time)
            case .folder(let folder): FolderPostman(folder: folder, from: from, time: time)
            }
        }
    }
}
