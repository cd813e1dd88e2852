-- Sets of policies as they were submitted, and which of them has been in force. A row of policy_activation is never changed:
-- the last one says what is in force now.
CREATE TABLE policy_set (
    number INTEGER PRIMARY KEY,
    version VARCHAR(32) NOT NULL,
    based_on INTEGER,
    note VARCHAR(1000) NOT NULL,
    submitted_by VARCHAR(200) NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by VARCHAR(200),
    approved_at TIMESTAMP WITH TIME ZONE
);

CREATE TABLE policy_file (
    set_number INTEGER NOT NULL REFERENCES policy_set (number),
    name VARCHAR(200) NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (set_number, name)
);

CREATE TABLE policy_activation (
    seq INTEGER PRIMARY KEY,
    set_number INTEGER NOT NULL REFERENCES policy_set (number),
    previous_set INTEGER REFERENCES policy_set (number),
    activated_by VARCHAR(200) NOT NULL,
    activated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    rolled_back BOOLEAN NOT NULL
);
